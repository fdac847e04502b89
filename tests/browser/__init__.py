"""The program as people meet it: the sample county served by `bin/demo`'s own code, walked in a real Chromium.

`HENGJIAN_SHOTS=folder` keeps a picture of every page visited, at both widths, for people to look at.
"""
