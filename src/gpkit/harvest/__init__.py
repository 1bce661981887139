"""A harvest: many large files into a store of shards, on this machine or on a cluster.

Each file is a *partition*. First each partition is read by itself, and what it gives lies in the
store as a *part*: rows sorted into the shards that their ids belong in, and a census, written
last, which says that the partition is done (`read`). Then, for each shard, the rows of all parts
are united (`unite`). Whoever starts all that holds censuses only, never practices (`run`).
"""
