"""An ssh made of paramiko: its standard streams are the session's, and so is its exit status."""

import os
import sys
import threading

import paramiko

port, user, known_hosts, key, kind, command, rekey = sys.argv[1:]


def copy(read, write, close):
    while data := read(32768):
        write(data)
    close()


def write_out(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_err(data):
    sys.stderr.buffer.write(data)
    sys.stderr.buffer.flush()


def start(function, *arguments):
    thread = threading.Thread(target=function, args=arguments, daemon=True)
    thread.start()
    return thread


client = paramiko.SSHClient()
client.load_host_keys(known_hosts)
client.connect(
    "127.0.0.1", int(port), user, allow_agent=False, look_for_keys=False,
    **({"key_filename": key} if key else {"password": os.environ["TEST_PASSWORD"]}))
channel = client.get_transport().open_session()
if kind == "exec":
    channel.exec_command(command)
elif kind == "subsystem":
    channel.invoke_subsystem(command)
else:
    channel.get_pty(os.environ["TERM"])
    channel.invoke_shell()
if rekey:
    client.get_transport().renegotiate_keys()
start(copy, sys.stdin.buffer.read1, channel.sendall, channel.shutdown_write)
errors = start(copy, channel.recv_stderr, write_err, lambda: None)
copy(channel.recv, write_out, lambda: None)
errors.join()
status = channel.recv_exit_status()
client.close()
sys.stdout.flush()
# Not sys.exit, which would wait for the thread that reads standard input
os._exit(status & 0xFF)
