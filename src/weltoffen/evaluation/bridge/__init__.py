"""From stored rows to the values of the calculation and back: computing, opening again, explaining, writing down."""
