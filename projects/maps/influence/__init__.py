"""The picture of influence and interest: judgements of the team, drawn and in a table."""
