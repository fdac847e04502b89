"""One sheet under one method: which of its facts are usable, and what rules may ask of them."""
