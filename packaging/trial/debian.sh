. /trial/steps.sh
as_service() { setpriv --reuid=relances --regid=relances --clear-groups --reset-env env $(grep -v '^#' /etc/relances/relances.env) NODE_COMPILE_CACHE=/var/cache/relances "$@"; }

step "installs"
dpkg -i /trial/old-relances_*.deb
[ "$(stat -c '%U %a' /var/lib/relances)" = "relances 700" ] || fail "the folder of data"
[ "$(stat -c '%U:%G %a' /etc/relances/relances.env)" = "root:relances 640" ] || fail "the settings"
systemd-analyze verify /usr/lib/systemd/system/relances.service
systemd-analyze security --offline=true --threshold=40 relances.service | tail -1

step "starts as the unit says, as user relances"
start=$(sed -n 's/^ExecStart=//p' /usr/lib/systemd/system/relances.service)
as_service "$start" >/tmp/server.log 2>&1 &
wait_for /usr/lib/relances/bin/node http://127.0.0.1:4800
write_list /tmp/liste.csv
relances import /tmp/liste.csv --company DUPONT --company-name "Dupont SARL" --json
owes relances
stop_server

step "upgrades: a backup first, data and settings kept"
echo 'RELANCES_PORT=4810' >>/etc/relances/relances.env
dpkg --force-confold -i /trial/new-relances_*.deb
grep -q 4810 /etc/relances/relances.env || fail "settings lost"
backup=$(ls /var/lib/relances/backups/before-upgrade-from-0.0.1-*.tar.gz) || fail "no backup"
relances restore --check "$backup" --json
[ "$(dpkg-query -W -f '${Version}' relances)" = "$VERSION" ] || fail "not upgraded"
owes relances
as_service "$start" >/tmp/server.log 2>&1 &
wait_for /usr/lib/relances/bin/node http://127.0.0.1:4810 | grep -q "\"$VERSION\"" || fail "not the new version"
stop_server

step "is not upgraded when the backup fails"
mv /usr/lib/relances/src/cli/backup.ts /tmp/backup.ts
if dpkg -i /trial/new-relances_*.deb; then fail "upgraded without a backup"; fi
mv /tmp/backup.ts /usr/lib/relances/src/cli/backup.ts
dpkg --configure -a
owes relances

step "removed, purged: data kept"
dpkg -r relances | tee /tmp/said
grep -q '/var/lib/relances' /tmp/said || fail "does not say what it keeps"
[ -d /var/lib/relances/postgres ] || fail "data lost"
[ ! -e /usr/lib/relances/src ] || fail "program left"
dpkg -P relances | tee /tmp/said
[ ! -e /etc/relances/relances.env ] || fail "settings left"
[ -d /var/lib/relances/postgres ] || fail "data lost"
dpkg -i /trial/new-relances_*.deb
owes relances
