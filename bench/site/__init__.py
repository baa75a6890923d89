"""The portal as it is measured under a real web server: its own settings, and one page more that does nothing."""

#: The page that costs what Django itself costs.
EMPTY = "/tom/"
