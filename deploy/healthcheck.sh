#!/usr/bin/env bash
# healthcheck.sh HOST PORT: succeeds when the server there says that it is ready. Bash alone, so that an image needs nothing more.
set -euo pipefail
exec 3<>"/dev/tcp/$1/$2"
printf 'GET /healthz/ready HTTP/1.0\r\nHost: %s\r\n\r\n' "$1" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
