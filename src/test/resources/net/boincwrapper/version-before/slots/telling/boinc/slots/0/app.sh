#!/bin/sh
echo four > told.new && mv told.new told
sleep 100