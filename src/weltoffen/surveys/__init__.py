"""Anonymous surveys of residents over some of the questions of a round: counters only, no ballots."""
