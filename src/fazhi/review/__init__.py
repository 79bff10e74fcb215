"""Review: what the machine is unsure of, what people decided, and how right it is.

``queue`` lists what waits; ``decide`` turns a person's decision into an entry of the
corrections file; ``apply`` lets the entries speak in the next build; ``checking`` draws a
sample for hand-checking and measures the accuracy from it.
"""
