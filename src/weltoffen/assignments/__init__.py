"""Who is asked what: which departments answer which questions of a round."""
