"""The edge: what may be asked of whom, how often, and how much of an answer is taken."""
