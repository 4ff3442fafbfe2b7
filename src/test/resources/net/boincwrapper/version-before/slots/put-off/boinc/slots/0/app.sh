#!/bin/sh
echo start >> log.txt
echo 'no licence = no run'
exit 75