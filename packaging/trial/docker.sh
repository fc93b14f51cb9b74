. /trial/steps.sh
step "the steps of the Dockerfile, by hand (its build by an engine is untried)"
file=/trial/Dockerfile
archive=$(sed -n 's/^ADD \([^ ]*\) .*/\1/p' $file)
target=$(sed -n 's/^ADD [^ ]* //p' $file)
tar -xJf "/trial/new-$archive" -C "$target"
sed -n '/^RUN/,/[^\\]$/p' $file | sed 's/^RUN //' >/tmp/run.sh
sh -eu /tmp/run.sh
user=$(sed -n 's/^USER //p' $file)
environment=$(sed -n 's/^ENV //p' $file)
entry=$(sed -n 's/^ENTRYPOINT \["\(.*\)"\]/\1/p' $file)
health=$(sed -n 's/^HEALTHCHECK .*CMD \(.*\)/\1/p' $file)

step "runs on a read-only root, data and /tmp apart"
mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir -p /data
mount --bind /data /data
mount --bind / /mnt
mount --bind /data /mnt/data
mount --bind /tmp /mnt/tmp
mount -t proc proc /mnt/proc
mount --bind /dev/shm /mnt/dev/shm
mount -o remount,bind,ro /mnt
write_list /tmp/liste.csv
inside() { chroot /mnt setpriv --reuid="$user" --regid="$user" --clear-groups --reset-env env $environment "$@"; }
if inside touch /opt/written 2>/dev/null || chroot /mnt touch /opt/written 2>/dev/null; then fail "the root can be written"; fi
inside "$entry" >/tmp/server.log 2>&1 &
wait_for /opt/relances/bin/node http://127.0.0.1:4800
export LD_LIBRARY_PATH=/opt/relances/lib
echo "$health" | /opt/relances/bin/node -e '
  const words = JSON.parse(require("node:fs").readFileSync(0, "utf8"))
  const { status } = require("node:child_process").spawnSync(words[0], words.slice(1))
  process.exit(status)' || fail "the health check"
inside "$entry" import /tmp/liste.csv --company DUPONT --company-name "Dupont SARL" --json
owes inside "$entry"
stop_server
