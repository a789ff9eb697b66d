"""Eigen lijsten: pages about candidates whom somebody keeps together by hand."""
