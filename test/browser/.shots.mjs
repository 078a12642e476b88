import { browser, open, signIn } from './kit.mjs';
import { readFileSync } from 'node:fs';
const accounts = readFileSync('/tmp/st/d/demo-accounts.csv','utf8').trim().split('\n').slice(1).map(l=>{const [role,org,user,password]=l.split(',');return{role,org,user,password}});
const site={base:'http://127.0.0.1:8391',accounts};
const b=await browser();
const want = process.argv.slice(2); // user:url:name
for (const w of want) {
  const [user,url,name]=w.split('|');
  const p=await open(b,site,{account: user&&accounts.find(a=>a.user===user)});
  await p.goto(url);
  for (const [width,scheme] of [[1280,'light'],[360,'dark']]) {
    await p.setViewportSize({width,height:900}); await p.emulateMedia({colorScheme:scheme});
    await p.waitForTimeout(150);
    const h=await p.evaluate(()=>document.documentElement.scrollHeight);
    await p.screenshot({path:`/tmp/st/s-${name}-${width}.png`,clip:{x:0,y:0,width,height:Math.min(h,width===360?2600:2000)},fullPage:true});
  }
  await p.context().close();
}
await b.close();
