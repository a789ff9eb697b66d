"""The tasks of the queue, three lines each; importing this module registers them."""
