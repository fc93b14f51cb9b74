# What the trials share. Each begins with `. /trial/steps.sh`.
set -eu
cd /
[ "$(id -u)" -ne 0 ] || ip link set lo up
VERSION=${VERSION:?}

fail() { echo "FAILED: $*" >&2; exit 1; }
step() { echo "— $*"; }

step "no npm, no Node, no network"
for program in npm node; do if command -v $program; then fail "$program is here"; fi; done
if ip -o link | grep -v ' lo:'; then fail "there is a network"; fi

# wait_for PROGRAM ADDRESS: until /api/health says that all is well, at most two minutes.
wait_for() {
  LD_LIBRARY_PATH="${1%/bin/node}/lib" "$1" -e '
    const until = Date.now() + 120_000
    for (;;) {
      const answer = await fetch(process.argv[1] + "/api/health").then((r) => r.json(), () => null)
      if (answer?.status === "ok") { console.log(JSON.stringify(answer)); break }
      if (Date.now() > until) process.exit(1)
      await new Promise((resolve) => setTimeout(resolve, 300))
    }' "$2" || fail "no answer at $2"
}

# The list of an invented company: two overdue invoices, 1 800,00 € in all.
write_list() {
  printf 'Client;Facture;Date;Échéance;Montant TTC\nMenuiserie Arnaud;FA-101;2026-08-03;2026-09-02;1200,00\nGarage Bellier;FA-102;2026-08-10;2026-09-09;600,00\n' >"$1"
  chmod 0644 "$1"
}

# Processes of ours still there, by the program they run.
left() {
  for exe in /proc/[0-9]*/exe; do readlink "$exe" 2>/dev/null | grep -E '/(node|postgres)$' || true; done
}

# At most a minute: on a busy machine a server takes its time to stop.
nothing_left() {
  for _ in $(seq 120); do
    [ -n "$(left)" ] || return 0
    sleep 0.5
  done
  fail "still running: $(left)"
}

# owes COMMAND…: what is overdue must be those 1 800,00 €.
owes() {
  "$@" overdue --on 2026-11-23 --json >/tmp/overdue.json || fail "overdue"
  grep -q '180000' /tmp/overdue.json || fail "not 1 800,00 €: $(cat /tmp/overdue.json)"
}

# The server of user relances, as a service manager would.
stop_server() {
  for pid in $(grep -la server/main.ts /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3); do
    [ "$(stat -c %U "/proc/$pid" 2>/dev/null)" != relances ] || kill -TERM "$pid" 2>/dev/null || true
  done
  nothing_left
}
