#!/bin/sh
# enter.sh ROOT TRIAL: into the bare system at ROOT, from namespaces made for it; then the trial.
set -eu
mount --make-rprivate /
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
exec chroot "$1" sh "/trial/$2.sh"
