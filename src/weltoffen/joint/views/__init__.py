"""Pages of joint rounds: for both sides, for the county, for the town."""
