COLUMNS = ["time", "username", "message", "pbid"]


def main():
    entries = run("darktrace-get-comments", pbid=known(breaches(), "model breach"))
    comments = [dict(comment, pbid=breach.get("pbid"))
                for breach in outputs(entries) for comment in listed(breach.get("comments")) if isinstance(comment, dict)]
    comments.sort(key=lambda comment: str(comment.get("time")))
    show(tableToMarkdown("Comments", comments, headers=COLUMNS, removeNull=True),
         remarks(entries), left_out(breaches(), "model breaches"))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
