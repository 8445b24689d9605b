"""The pages of those who appraise: what there is to do, and one sub-criterion over all agencies."""
