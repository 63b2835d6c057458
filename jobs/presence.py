"""Signs of life that workers and cron leave in the queue's server, for /healthz."""

from typing import Any, Final

from redis import Redis

WORKER: Final = "worker"
CRON: Final = "cron"
# Seconds a sign lasts; a busy worker gives one every 10 seconds, an idle one every 5.
LASTS: Final = {WORKER: 25, CRON: 15}


def key(part: str) -> str:
    """Return the key of the sign that `part` («worker», «cron») leaves."""
    return f"journal:alive:{part}"


def show(client: Any, part: str, token: str = "1") -> None:  # noqa: S107  no password
    """Leave the sign of `part` on `client`, a connection or a pipeline."""
    client.set(key(part), token, ex=LASTS[part])


def is_shown(client: Redis, part: str) -> bool:
    """Return whether `part` was alive a moment ago; raise RedisError if nobody can say."""
    return bool(client.exists(key(part)))


def take(client: Redis, part: str, token: str) -> bool:
    """Leave the sign of `part` if nobody else does; return whether it is `token`'s now."""
    if client.set(key(part), token, nx=True, ex=LASTS[part]):
        return True
    return keep(client, part, token)


def keep(client: Redis, part: str, token: str) -> bool:
    """Prolong the sign of `part` if it is `token`'s; return whether it is."""
    if client.get(key(part)) != token.encode():
        return False
    return bool(client.expire(key(part), LASTS[part]))


def clear(client: Redis, part: str, token: str) -> None:
    """Take back the sign of `part` if it is `token`'s."""
    if client.get(key(part)) == token.encode():
        client.delete(key(part))
