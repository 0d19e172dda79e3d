"""Bundles: one edition as one file that travels on a USB stick, and the kiosk that it is installed on.

What is needed to verify and install uses the standard library, `filelock` and, for signatures, `cryptography`; only
`editions` and `cli` know the rest of the program. `kiosk_server` travels inside every bundle and knows nothing at all.
"""
