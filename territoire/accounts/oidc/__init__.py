"""Signing in with an account held elsewhere: one OpenID Connect provider at most, named by the settings.

`configuration` reads the settings, `protocol` talks to the provider and believes nothing that it cannot check,
`provider` and `adapter` hand what was learnt to allauth (which knows accounts, second factors and messages), `views`
are the pages.
"""
