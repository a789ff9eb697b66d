"""Own lists: candidates whom somebody keeps together by hand, alone or with colleagues of the region."""
