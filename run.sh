#!/usr/bin/env bash
# Sets everything up, builds and starts the assistant:
#   ./run.sh [--urls http://127.0.0.1:PORT] [--Section:Key value ...]     start the server
#   ./run.sh --build                                                      set up and build, do not start
set -euo pipefail
cd "$(dirname "$0")"
. deploy/setup.sh

require_toolchain
install_debian_packages
install_npm_packages web
build_page
build_program
name_missing
find_models ../shared/models
[ "${1:-}" != --build ] || exit 0
exec "$program" serve "$@"
