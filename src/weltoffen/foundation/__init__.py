"""What every room builds on: components, layout, words of refusal, clock, languages."""
