"""The pages on which an agency is scored: the tree with one sub-criterion open, and the summary that is locked."""
