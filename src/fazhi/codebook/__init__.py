"""The codebook: indicators, and the figures of a report recognised as theirs."""
