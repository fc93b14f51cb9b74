. /trial/steps.sh
useradd --create-home claire
cp /trial/new-relances-*-linux-*.tar.xz /tmp/archive.tar.xz
chmod 0644 /tmp/archive.tar.xz
step "unpacked by an ordinary user"
cat >/tmp/claire.sh <<'SCRIPT'
. /trial/steps.sh
cd /home/claire
tar -xJf /tmp/archive.tar.xz
cd relances-"$VERSION"
if [ -e lib/libatomic.so.1 ]; then
  grep -q 'GCC RUNTIME LIBRARY EXCEPTION' lib/libatomic1.copyright || fail "libatomic without its exception"
  grep -q 'GNU GENERAL PUBLIC LICENSE' lib/GPL-3 || fail "libatomic without its licence"
fi
write_list /home/claire/liste.csv
step "imports a list without a server"
./relances import /home/claire/liste.csv --company DUPONT --company-name "Dupont SARL" --json
owes ./relances
nothing_left
step "starts, answers, and works beside the command line"
./relances --port 4801 >/home/claire/server.log 2>&1 &
server=$!
wait_for "$PWD/bin/node" http://127.0.0.1:4801
LD_LIBRARY_PATH=lib bin/node -e 'const r = await fetch("http://127.0.0.1:4801/"); if (!(await r.text()).includes("/assets/")) process.exit(1)' || fail "no screens"
owes ./relances
step "prints letters"
./relances remind --on 2026-11-23 --letter-date 2026-11-24 --all --pdf /home/claire/lettres.pdf --json
head -c 5 /home/claire/lettres.pdf | grep -q '%PDF-' || fail "no letters"
grep -aq SourceSans3 /home/claire/lettres.pdf || fail "letters in another font"
step "finds its books and its archive whole"
./relances verify --json
step "stops with nothing left"
kill -TERM "$server"
wait "$server" || true
nothing_left
SCRIPT
setpriv --reuid=claire --regid=claire --clear-groups --reset-env env VERSION="$VERSION" PATH=/usr/bin:/bin:/usr/sbin:/sbin sh /tmp/claire.sh
