@echo off
rem Relances: without a command, the server; with one, the command line (relances help).
setlocal
set "PROGRAM=src\cli\main.ts"
set "FIRST=%~1"
if "%FIRST%"=="" set "PROGRAM=src\server\main.ts"
if "%FIRST:~0,2%"=="--" set "PROGRAM=src\server\main.ts"
if "%FIRST%"=="--help" set "PROGRAM=src\cli\main.ts"
"%~dp0bin\node.exe" "%~dp0%PROGRAM%" %*
