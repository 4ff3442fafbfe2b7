# Mounts, by each way that the kernel has.
use strict;
use warnings;

my ($BIND, $MOVE, $REMOUNT, $READ_ONLY, $DETACH) = (0x1000, 0x2000, 0x20, 1, 2);

try_to 'mount-tmpfs-over-the-mask' => sub { call(165, 'none', '/app/.docker_wrapper', 'tmpfs', 0, 0) };
try_to 'mount-bind' => sub { call(165, '/app', '/mnt', 0, $BIND, 0) };
try_to 'mount-bind-over-passwd' => sub { call(165, '/app/facts', '/etc/passwd', 0, $BIND, 0) };
try_to 'mount-move' => sub { call(165, '/app/.docker_wrapper', '/mnt', 0, $MOVE, 0) };
try_to 'mount-remount-project' => sub { call(165, 'none', '/project', 0, $REMOUNT | $BIND, 0) };
try_to 'mount-remount-sys' => sub { call(165, 'none', '/sys', 0, $REMOUNT | $BIND, 0) };
try_to 'mount-shared' => sub { call(165, 'none', '/', 0, 0x104000, 0) };
try_to 'unmount-mask' => sub { call(166, '/app/.docker_wrapper', $DETACH) };
try_to 'unmount-proc-mask' => sub { call(166, '/proc/kcore', $DETACH) };
for my $type (qw(proc sysfs cgroup cgroup2 devtmpfs debugfs securityfs tracefs bpf mqueue)) {
  try_to "mount-$type" => sub { call(165, 'none', '/mnt', $type, 0, 0) };
}
try_to 'mount-overlay' => sub { call(165, 'none', '/mnt', 'overlay', $READ_ONLY, 'lowerdir=/app:/srv') };
try_to 'mount-disk' => sub { call(165, '/dev/vda', '/mnt', 'ext4', $READ_ONLY, 0) };
try_to 'mount-fuse' => sub { call(165, 'none', '/mnt', 'fuse', 0, 'fd=0,rootmode=40000,user_id=0,group_id=0') };
try_to 'mount-nfs' => sub { call(165, '127.0.0.1:/', '/mnt', 'nfs', 0, 'addr=127.0.0.1') };
try_to 'fsopen' => sub { call(430, 'tmpfs', 0) };
try_to 'fspick' => sub { call(433, -100, '/app', 0) };
try_to 'open-tree' => sub { call(428, -100, '/app', 1) };
try_to 'move-mount' => sub { call(429, -100, '/app/.docker_wrapper', -100, '/mnt', 0) };
try_to 'mount-setattr' => sub { call(442, -100, '/project', 0, pack('Q4', 0, 1, 0, 0), 32) };
try_to 'pivot-root' => sub { call(155, '/app', '/app') };
1;
