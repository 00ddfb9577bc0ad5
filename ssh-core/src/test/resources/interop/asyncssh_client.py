"""An ssh made of AsyncSSH: its standard streams are the session's, and so is its exit status."""

import asyncio
import os
import sys

import asyncssh

port, user, known_hosts, key, kind, command, rekey = sys.argv[1:]


original_send_packet = asyncssh.SSHClientConnection.send_packet


def send_packet(self, pkttype, *args, **options):
    """Holds back what must not be sent during a key exchange, as AsyncSSH 2.15 does. 2.14.1 and Debian 12's do not."""
    if self._auth_complete and pkttype > 49:
        if self._kex_complete and self._rekey_bytes_sent >= self._rekey_bytes:
            self._send_kexinit()
            self._kexinit_sent = True
        if not self._kex_complete:
            self._deferred_packets.append((pkttype, args))
            return
    original_send_packet(self, pkttype, *args, **options)


asyncssh.SSHClientConnection.send_packet = send_packet


async def send(stdin):
    loop = asyncio.get_running_loop()
    while data := await loop.run_in_executor(None, sys.stdin.buffer.read1, 32768):
        stdin.write(data)
        await stdin.drain()
    stdin.write_eof()


async def receive(reader, out):
    while data := await reader.read(65536):
        out.buffer.write(data)
        out.buffer.flush()


async def main():
    session = {"exec": {"command": command}, "subsystem": {"subsystem": command},
               "shell": {"term_type": os.environ["TERM"]}}[kind]
    async with asyncssh.connect(
            "127.0.0.1", int(port), username=user, config=None, agent_path=None, known_hosts=known_hosts,
            **({"client_keys": [key]} if key else {"client_keys": None, "password": os.environ["TEST_PASSWORD"]}),
            **({"rekey_bytes": int(rekey)} if rekey else {})) as connection:
        process = await connection.create_process(encoding=None, **session)
        asyncio.ensure_future(send(process.stdin))
        await asyncio.gather(receive(process.stdout, sys.stdout), receive(process.stderr, sys.stderr))
        await process.wait_closed()
        # Not sys.exit, which would wait for the thread that reads standard input
        os._exit(process.exit_status)


asyncio.run(main())
