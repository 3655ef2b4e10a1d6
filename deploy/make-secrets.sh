#!/usr/bin/env bash
# Makes deploy/secrets/ for compose.yaml: one file a secret, random, never overwritten.
#   deploy/make-secrets.sh [FOLDER]
set -euo pipefail
folder=${1:-$(dirname "$0")/secrets}
install -d -m 700 "$folder"

random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }
# Readable by the containers' users; the folder itself is closed to everybody else here.
keep() { [ -e "$folder/$1" ] || (umask 022; printf '%s' "$2" > "$folder/$1"); }

keep postgres_password "$(random)"
keep keys_password "$(random)"
keep redis_password "$(random)"
keep access_key "$(random)"
keep model_key ""
# Opens every other key: without it nothing that was stored can be read. Keep a copy apart from the backups of the data.
keep master_key "$(head -c 32 /dev/urandom | base64)"
keep storage_connection "Host=postgres;Database=assistant;Username=assistant;Password=$(cat "$folder/postgres_password")"
keep keys_connection "Host=postgres-keys;Database=assistant_keys;Username=assistant;Password=$(cat "$folder/keys_password")"
keep redis_connection "redis:6379,password=$(cat "$folder/redis_password")"
keep redis_conf "$(printf 'bind 0.0.0.0\nrequirepass %s\nsave ""\nappendonly no\nmaxmemory 512mb\nmaxmemory-policy volatile-lru\n' "$(cat "$folder/redis_password")")"
echo "Secrets are in $folder. The page asks for the one in access_key."
