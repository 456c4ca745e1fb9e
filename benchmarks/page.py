#!/usr/bin/env python3
"""The path of a newcomer, timed: clone, start, page, first table, first contained device. Then weight and first paint of the page.

benchmarks/page.py [-m MAVEN_REPOSITORY] [-s SOURCE] [-u ADDRESS]

SOURCE is what is cloned, this repository by default. With -m and an empty directory everything is downloaded, as on a machine
that never built anything with Maven. With -u only the page of a connector that runs there is measured. It needs git, Maven,
a JDK, Chromium and chromedriver, and presses the buttons that the page shows; the time that a person takes to read them is not
in it.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
CHROMIUM = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server',
            '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
            '--window-size=1440,900']
HERE = pathlib.Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def until(what, attempt, patience):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            found = attempt()
            if found:
                return found
        except (OSError, urllib.error.URLError):
            pass
        time.sleep(0.05)
    sys.exit(f'{what}: not within {patience} s')


class Browser:
    """Chromium by the WebDriver protocol."""

    def __init__(self):
        self.port = free_port()
        self.driver = subprocess.Popen(['chromedriver', f'--port={self.port}'], stdout=subprocess.DEVNULL)
        self.path = ''
        until('chromedriver', lambda: self.call('GET', '/status')['ready'], 20)
        wanted = {'browserName': 'chrome', 'goog:chromeOptions': {'args': CHROMIUM}}
        self.path = '/session/' + self.call('POST', '/session', {'capabilities': {'alwaysMatch': wanted}})['sessionId']

    def call(self, method, path, body=None):
        data = None if method == 'GET' else json.dumps(body or {}).encode()
        request = urllib.request.Request(f'http://127.0.0.1:{self.port}{self.path}{path}', data, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)['value']

    def open(self, address):
        self.call('POST', '/url', {'url': address})

    def script(self, script, *args):
        return self.call('POST', '/execute/sync', {'script': script, 'args': list(args)})

    def press(self, within, label):
        """Clicks the first button whose label begins so."""
        found = until(f'button {label}', lambda: self.script(
            'return [...document.querySelectorAll(arguments[0] + " button")].find(one => one.textContent.startsWith(arguments[1]))',
            within, label), 30)
        self.call('POST', f'/element/{found[ELEMENT]}/click')

    def wait(self, what, condition):
        until(what, lambda: self.script(f'return {condition}'), 60)

    def close(self):
        self.call('DELETE', '')
        self.driver.terminate()
        self.driver.wait()


def weigh(browser, page, rounds=5):
    """Loads the page with an empty cache, each time anew."""
    paints, ready, weights = [], [], []
    for _ in range(rounds):
        browser.open('about:blank')
        browser.call('POST', '/goog/cdp/execute', {'cmd': 'Network.clearBrowserCache', 'params': {}})
        browser.open(page)
        browser.wait('incidents', 'document.querySelector("#incident-rows li") && document.querySelector("#incident-chart canvas")')
        paint, taken, files, sent, unpacked = browser.script("""
            const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
            const files = all.filter(one => !one.name.includes('/api/'));
            const sum = name => files.reduce((total, one) => total + one[name], 0);
            const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime;
            return [paint, performance.now(), files.length, sum('transferSize'), sum('decodedBodySize')];""")
        paints.append(paint)
        ready.append(taken)
        weights.append((files, sent, unpacked))
    files, sent, unpacked = weights[-1]
    print(f'first contentful paint       {statistics.median(paints):6.0f} ms   ({", ".join(f"{one:.0f}" for one in paints)})')
    print(f'incidents and their chart    {statistics.median(ready):6.0f} ms   at most, since it is asked every 50 ms')
    print(f'{files} files, {sent / 1000:.0f} KB sent, {unpacked / 1000:.0f} KB unpacked; load {os.getloadavg()[0]:.1f}')


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('-m', help='local repository of Maven; by default yours')
    options.add_argument('-s', default=str(HERE), help='what is cloned')
    options.add_argument('-u', help='address of a page, to measure it alone')
    given = options.parse_args()
    if given.u:
        browser = Browser()
        try:
            weigh(browser, given.u)
        finally:
            browser.close()
        return
    home = tempfile.mkdtemp(prefix='newcomer')
    begin = last = time.monotonic()
    print(f'load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores')

    def done(step):
        nonlocal last
        now = time.monotonic()
        print(f'{step:<28} {now - last:6.1f} s   {now - begin:6.1f} s', flush=True)
        last = now

    connector = browser = None
    try:
        subprocess.run(['git', 'clone', '-q', given.s, f'{home}/connector'], check=True)
        done('clone')
        port = free_port()
        command = ['mvn', '-q', 'spring-boot:test-run', f'-Dspring-boot.run.arguments=--server.port={port}']
        with open(f'{home}/log', 'wb') as log:
            connector = subprocess.Popen(command + ([f'-Dmaven.repo.local={given.m}'] if given.m else []), cwd=f'{home}/connector',
                                         stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        page = f'http://127.0.0.1:{port}/'
        until('the page', lambda: connector.poll() is None and urllib.request.urlopen(page).status == 200, 600)
        done('mvn spring-boot:test-run')
        browser = Browser()
        last = time.monotonic()
        browser.open(page)
        browser.wait('the page is ready', 'document.body.dataset.ready')
        done('page takes commands')
        browser.wait('incidents', 'document.querySelectorAll("#incident-rows li").length > 5')
        done('incidents are shown')
        browser.press('.welcome', '!darktrace-list-breaches')
        browser.wait('a table', 'document.querySelector(".entry td")')
        done('first table')
        browser.press('.welcome', '!darktrace-create-manual-action')
        browser.press('#question', 'Contain')
        browser.wait('an action', '[...document.querySelectorAll(".entry h3")].some(title => title.textContent.includes("created"))')
        done('first contained device')
        weigh(browser, page)
    finally:
        if browser:
            browser.close()
        if connector:
            os.killpg(connector.pid, signal.SIGTERM)
            connector.wait()
            spent = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f'{spent.ru_utime + spent.ru_stime:.0f} s of CPU in all, on however many cores there are')
        shutil.rmtree(home, ignore_errors=True)


if __name__ == '__main__':
    main()
