"""Signing in and staying signed in: accounts, passwords, second factors, sessions, accounts held elsewhere.

allauth knows the protocols; what stands here is what it is told: `adapter` and `mfa_adapter` (what the site decides),
`forms` and `mfa_forms` (our words and fields), `views`, `oidc` (a provider of accounts), `sign_in` (loading who asks),
`second_factor` (who must have one), `sessions` (when one ends) and `passwords` (which are too common).
"""
