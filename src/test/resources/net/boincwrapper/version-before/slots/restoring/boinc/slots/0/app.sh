#!/bin/sh
n=$(cat state 2>/dev/null || echo 0)
echo "starting at $n"
echo "starting at $n" >> log.txt
mkdir -p deep
while [ "$n" -lt 1000000 ] && [ ! -e enough ]; do
  sleep 0.6
  n=$((n + 1))
  echo "half of $n" > half.new && mv half.new "deep/n = half"
  [ -L given ] && cat given > given.new && mv given.new given
  [ -e deep/tool ] || { printf '#!/bin/sh\n' > deep/tool; chmod 750 deep/tool; }
  echo "$n" > state.new && mv state.new state
  echo "0.$n" > fraction_done
  if [ "$n" = 4 ]; then
    echo "four" > told.new && mv told.new told
    echo "part" > result.txt; : > boinc_ufr_result.txt
  fi
done
echo "counted to $n" > out.txt
