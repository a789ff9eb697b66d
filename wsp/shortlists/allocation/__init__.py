"""The verdeelplan: the best set of pairs for the whole region, as a proposal that people take pair by pair."""
