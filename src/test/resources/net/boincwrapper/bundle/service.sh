# What systemd makes of the restrictions of boinc-client.service, in a mount namespace of its own:
# service.sh WAY DATA PROJECT COMMAND...
set -eu
way=$1 data=$2 project=$3
shift 3

read_only() {
  findmnt --raw --noheadings --output TARGET | grep -E "$1" |
    while read -r target; do mount -o remount,bind,ro "$target" || true; done 2>/dev/null
}

mount --bind "$data" "$data"
mount --bind "$project" "$project"
read_only '^/($|[^dps]|d[^e]|p[^r]|s[^y])' # ProtectSystem=strict: all but /dev, /proc and /sys
mount -o remount,bind,rw "$data"           # ReadWritePaths; the project's directory stays as it is
read_only '^/sys/fs/cgroup'                # ProtectControlGroups
for home in /home /root /run/user; do      # ProtectHome
  if [ -d "$home" ]; then mount -t tmpfs -o ro,mode=000 tmpfs "$home"; fi
done
if [ "$way" = suggested ]; then
  mount -t tmpfs -o mode=1777 tmpfs /tmp # PrivateTmp
  mount -t tmpfs -o mode=1777 tmpfs /var/tmp
  mount --bind /proc/sys /proc/sys # ProtectKernelTunables
  mount -o remount,bind,ro /proc/sys
fi
exec nice -n 10 "$@"
