"""A package, so that its browser and server end with it: see `scope="package"`."""
