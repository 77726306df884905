-- The row of `resource_rev` that holds what an address has now: a commit closes it without a look at those before.
CREATE UNIQUE INDEX resource_rev_open ON resource_rev (address) WHERE until IS NULL;
