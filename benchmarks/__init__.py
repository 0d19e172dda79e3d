"""How fast and how large: a generator of realistic lessons and the measurements made with them."""
