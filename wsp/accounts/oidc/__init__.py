"""Logging in with another organisation's account (OpenID Connect).

`configuration` says which providers there are, `client` speaks the protocol with one of them and trusts nothing it
could not check, `claims` reads what a checked token says. What follows from it for users and roles is decided in
`accounts.service.federation`.
"""
