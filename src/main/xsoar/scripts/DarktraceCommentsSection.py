COLUMNS = ["time", "username", "message", "pbid"]


def main():
    found = outputs(run("darktrace-get-comments", pbid=known(breaches(), "model breach")))
    comments = [dict(comment, pbid=breach.get("pbid"))
                for breach in found for comment in listed(breach.get("comments")) if isinstance(comment, dict)]
    comments.sort(key=lambda comment: str(comment.get("time")))
    show(tableToMarkdown("Comments", comments, headers=COLUMNS, removeNull=True))


if __name__ in ("__main__", "__builtin__", "builtins"):
    main()
