"""The places documents come from; each gives requests and fetches the bytes of one."""
