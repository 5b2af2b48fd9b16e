"""Ways out for digests: files and log, 企业微信, 飞书, 钉钉, a signed webhook, mail and others through Apprise.

A channel gives a digest its form (`pages`, within the vendor's limits) and sends one page (`post`). What lies between,
so that nothing is lost when a channel is down, is `pipeline.outbox`.
"""
