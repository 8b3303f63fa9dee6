"""A line to a peer over HTTP that can be cut: before the peer hears anything, or after it has done what was asked."""

import http.client
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Line:
    """Forwards to a port. `mode` is `open` or `gone`; of the next `lose` answers none comes back, though the peer acted."""

    def __init__(self, port: int, peer: int):
        self.mode, self.lose, self.calls = "open", 0, Counter()
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if line.mode == "gone":
                    line.calls["gone"] += 1
                    self.close_connection = True
                    return
                away = http.client.HTTPConnection("127.0.0.1", peer, timeout=30)
                away.request("POST", self.path, body, dict(self.headers.items()))
                answer = away.getresponse()
                content = answer.read()
                line.calls["passed"] += 1
                if line.lose > 0:
                    line.lose -= 1
                    line.calls["lost"] += 1
                    self.close_connection = True
                    return
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("transfer-encoding", "content-length", "connection", "date", "server"):
                        self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass

        self.server = Server(("127.0.0.1", port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
