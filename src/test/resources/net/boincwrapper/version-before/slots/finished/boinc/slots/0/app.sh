#!/bin/sh
printf '3\n\nthe input = nonsense\n' > over.new && mv over.new over
sleep 100