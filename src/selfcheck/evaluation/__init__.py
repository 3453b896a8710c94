"""The evaluation of an answer sheet: settled answers, scores with bounds and coverage, levels, findings, comparison."""
