"""Where departments differ: proposals, who agrees, what was agreed on, and the views that stay beside it."""
