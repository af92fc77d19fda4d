"""What every part of the API shares: pages spoken in JSON, problems, versions, pages by cursor, tokens, schema."""
