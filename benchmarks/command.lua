wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"args": {"pbid": "95"}}'
wrk.headers["Authorization"] = "Bearer " .. os.getenv("KEY")
